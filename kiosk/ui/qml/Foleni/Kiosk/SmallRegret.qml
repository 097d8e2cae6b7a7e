import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// What does not work, and what else one can do, on a small screen.
ColumnLayout {
    id: regret

    required property string title
    required property string say
    required property string iconName
    required property Room room
    property string language

    spacing: Theme.mm(2)

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.mm(4)

        Rectangle {
            Layout.alignment: Qt.AlignTop
            implicitWidth: Theme.mm(18)
            implicitHeight: implicitWidth
            radius: width / 4
            color: Theme.amber
            border.color: Theme.amberEdge
            border.width: Theme.edgeWidth

            Icon {
                anchors.centerIn: parent
                name: regret.iconName
                color: Theme.inkOnAmber
                sizeMm: 11
            }
        }
        Heading {
            Layout.fillWidth: true
            say: regret.title
            capMm: regret.room.titleMm
            Accessible.role: Accessible.AlertMessage
        }
    }
    Body {
        Layout.fillWidth: true
        visible: regret.say !== ""
        say: regret.say
        capMm: regret.room.bodyMm
    }
}
