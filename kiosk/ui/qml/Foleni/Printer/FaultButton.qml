import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// Makes one fault, and while it holds puts it right; its key of the keyboard does the same.
Pressable {
    id: button

    required property string words
    required property string iconName
    required property string key
    required property bool standing
    readonly property color ink: on ? Theme.inkOnAmber : Theme.ink

    text: words
    explained: key
    holds: true
    on: standing
    implicitHeight: Math.max(Theme.mm(17), implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Theme.mm(4)
    rightPadding: Theme.mm(3)
    topPadding: Theme.mm(1.5)
    bottomPadding: topPadding

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
            sizeMm: 7.5
        }
        Line {
            Layout.fillWidth: true
            say: button.words
            color: button.ink
            capMm: 3.9
            weight: Font.DemiBold
            lineHeight: 0.95
            Accessible.ignored: true
        }
        KeyCap {
            key: button.key
            ink: button.on ? Theme.inkOnAmber : Theme.ink2
            capMm: 3
        }
    }
}
