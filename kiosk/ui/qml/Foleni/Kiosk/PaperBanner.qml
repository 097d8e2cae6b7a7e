import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// What is known of the paper: on its way with an arrow to the slot, there, or not, and then in amber.
Item {
    id: banner

    required property var ticket
    required property Room room
    readonly property bool live: true

    implicitHeight: ticket.calm ? line.implicitHeight : trouble.implicitHeight

    RowLayout {
        id: line
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(implicitWidth, parent.width)
        visible: banner.ticket.calm
        spacing: banner.room.small ? Theme.mm(4) : Theme.mm(6)

        Icon {
            name: banner.ticket.paper_icon
            sizeMm: banner.room.scaled(9, 16)
        }
        Line {
            objectName: "paper"
            Layout.fillWidth: true
            say: banner.ticket.paper_title
            color: Theme.greenDark
            weight: Font.Bold
            capMm: banner.room.scaled(5.6, 9)
        }
        Icon {
            visible: banner.ticket.arrow !== ""
            name: banner.ticket.arrow
            sizeMm: banner.room.scaled(9, 16)
        }
    }
    Banner {
        id: trouble
        objectName: "paper-trouble"
        width: parent.width
        visible: !banner.ticket.calm
        iconName: banner.room.bare ? "" : banner.ticket.paper_icon
        title: banner.room.bare ? banner.ticket.paper_brief : banner.ticket.paper_title
        say: banner.room.bare ? "" : [banner.ticket.paper_note, Theme.large ? "" :
                                                                              banner.ticket.paper_advice].filter(
                                    words => words !== "").join(" ")
        titleCapMm: banner.room.scaled(4.8, 8)
        capMm: banner.room.scaled(4.8, 6.6)
        iconMm: banner.room.scaled(9, Theme.large ? 16 : 22)
    }
}
