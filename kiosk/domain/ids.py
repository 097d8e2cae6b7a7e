"""The identities everything else is named by."""

from typing import NewType

CommandId = NewType("CommandId", str)
"""A UUID the device chose; unique for that device."""
TicketId = NewType("TicketId", str)
"""The id of the command that asked for the ticket."""
FeedbackId = NewType("FeedbackId", str)
"""The id of the command that gave the feedback."""
HelpId = NewType("HelpId", str)
"""The id of the command that called for help."""
DeviceId = NewType("DeviceId", str)
PHONE = DeviceId("phone")
"""Every phone, as the journal knows it: which one it was is nobody's business."""
AppointmentCode = NewType("AppointmentCode", str)
"""The eight digits a visitor checks in with; the first says which share it came from."""
ServiceId = NewType("ServiceId", str)
QueueId = NewType("QueueId", str)
GroupId = NewType("GroupId", str)
CounterId = NewType("CounterId", str)
AgentId = NewType("AgentId", str)
"""What an agent signs in with; never a name."""
Language = NewType("Language", str)
"""A language's short code: ``en``, ``sw``."""
