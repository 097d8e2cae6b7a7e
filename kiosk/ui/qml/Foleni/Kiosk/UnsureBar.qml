import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// A way on that is no service: for visitors who do not know which they need, or have an appointment.
Pressable {
    id: bar

    required property var way
    // Beside another one there is room for its name alone.
    property bool brief: false

    text: way.name ?? ""
    explained: way.hint ?? ""
    leftPadding: Theme.mm(brief ? 5 : 7)
    rightPadding: leftPadding
    topPadding: Theme.mm(3)
    bottomPadding: Theme.mm(3)

    background: Rectangle {
        radius: bar.cornerRadius
        color: bar.down ? Theme.cardPressed : Theme.card
        border.color: Theme.edge
        border.width: Theme.edgeWidth
    }
    contentItem: RowLayout {
        spacing: Theme.mm(bar.brief ? 4 : 6)

        Icon {
            name: bar.way.symbol ?? ""
            color: Theme.ink
            sizeMm: 12
        }
        Line {
            Layout.fillWidth: true
            lead: bar.text
            say: bar.brief ? "" : "— " + bar.explained
            capMm: 5.6
            Accessible.ignored: true
        }
        Icon {
            visible: !bar.brief
            name: "chevron-right"
            color: Theme.ink
            sizeMm: 10
        }
    }
}
