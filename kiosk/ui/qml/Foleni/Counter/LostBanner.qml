import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// Amber across the screen: something the agent has to know, and perhaps an answer at its right.
Rectangle {
    id: banner

    required property string say
    property string note
    property string iconName: "wifi-off"
    default property alias actions: slot.data

    implicitHeight: row.implicitHeight + Theme.mm(5)
    radius: Theme.mm(5)
    color: Theme.amber
    border.color: Theme.amberEdge
    border.width: Theme.edgeWidth

    RowLayout {
        id: row
        anchors.fill: parent
        anchors.leftMargin: Theme.mm(5)
        anchors.rightMargin: Theme.mm(3)
        spacing: Theme.mm(4)

        Icon {
            name: banner.iconName
            color: Theme.inkOnAmber
            sizeMm: 8
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Line {
                Layout.fillWidth: true
                say: banner.say
                color: Theme.inkOnAmber
                capMm: 4.1
                weight: Font.Bold
                Accessible.role: Accessible.AlertMessage
            }
            Line {
                Layout.fillWidth: true
                visible: banner.note !== ""
                say: banner.note
                color: Theme.inkOnAmber
                capMm: 3.6
            }
        }
        RowLayout {
            id: slot
        }
    }
}
