import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// What the centre, or the printer, had to say; it stays until the next thing is done.
RowLayout {
    id: notice

    required property string say
    required property bool failed

    visible: say !== ""
    spacing: Theme.mm(3)

    Icon {
        name: notice.failed ? "triangle-alert" : "circle-check"
        color: notice.failed ? Theme.red : Theme.accent
        sizeMm: 7
    }
    Line {
        objectName: "notice"
        Layout.fillWidth: true
        say: notice.say
        color: notice.failed ? Theme.red : Theme.greenDark
        capMm: 4.1
        weight: Font.Bold
        Accessible.role: Accessible.AlertMessage
    }
}
