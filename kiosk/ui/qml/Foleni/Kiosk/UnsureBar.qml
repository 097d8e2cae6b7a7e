import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// The way on for visitors who do not know which service they need.
Pressable {
    id: bar

    required property var unsure

    objectName: "not-sure"
    text: unsure.name ?? ""
    explained: unsure.hint ?? ""
    leftPadding: Theme.mm(7)
    rightPadding: Theme.mm(7)
    topPadding: Theme.mm(3)
    bottomPadding: Theme.mm(3)

    background: Rectangle {
        radius: bar.cornerRadius
        color: bar.down ? Theme.cardPressed : Theme.card
        border.color: Theme.edge
        border.width: Theme.edgeWidth
    }
    contentItem: RowLayout {
        spacing: Theme.mm(6)

        Icon {
            name: bar.unsure.symbol ?? ""
            color: Theme.ink
            sizeMm: 12
        }
        Line {
            Layout.fillWidth: true
            lead: bar.text
            say: "— " + bar.explained
            capMm: 5.6
            Accessible.ignored: true
        }
        Icon {
            name: "chevron-right"
            color: Theme.ink
            sizeMm: 10
        }
    }
}
