import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// Makes one trouble, and while it holds puts it right: amber as long as something is wrong.
Pressable {
    id: button

    required property string words
    required property string iconName
    required property bool standing
    readonly property color ink: on ? Theme.inkOnAmber : Theme.ink

    text: words
    holds: true
    on: standing
    leftPadding: Theme.mm(4)
    rightPadding: Theme.mm(3)

    background: Rectangle {
        radius: button.cornerRadius
        color: button.on ? Theme.amber : button.down ? Theme.cardPressed : Theme.card
        border.color: button.on ? Theme.amberEdge : Theme.edge
        border.width: Theme.edgeWidth
    }
    contentItem: RowLayout {
        spacing: Theme.mm(3)

        Icon {
            name: button.iconName
            color: button.ink
            sizeMm: 8
        }
        Line {
            Layout.fillWidth: true
            say: button.words
            color: button.ink
            capMm: 4
            weight: Font.DemiBold
            lineHeight: 0.95
            Accessible.ignored: true
        }
    }
}
