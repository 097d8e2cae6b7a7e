import QtQuick
import QtQuick.Layouts

// One of a few small choices side by side; the one that holds is filled and ticked. Bind `on`; it never changes itself.
Pressable {
    id: chip

    property real capMm: 5

    leftPadding: Theme.mm(6)
    rightPadding: leftPadding
    holds: true
    oneOf: true
    Accessible.role: oneOf ? Accessible.RadioButton : Accessible.CheckBox

    background: Rectangle {
        radius: chip.cornerRadius
        color: chip.on ? Theme.green : chip.down ? Theme.cardPressed : Theme.card
        border.color: chip.on ? Theme.green : Theme.edge
        border.width: Theme.edgeWidth
    }

    contentItem: RowLayout {
        spacing: Theme.mm(3)

        Line {
            Layout.fillWidth: true
            say: chip.text
            color: chip.on ? Theme.inkOnGreen : Theme.ink
            capMm: chip.capMm
            weight: Font.DemiBold
            Accessible.ignored: true
        }
        Icon {
            visible: chip.on
            name: "check"
            color: Theme.inkOnGreen
            sizeMm: chip.capMm * 1.4
        }
    }
}
