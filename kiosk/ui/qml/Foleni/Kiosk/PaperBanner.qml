import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// What is known of the paper: on its way with an arrow to the slot, there, or not, and then in amber.
Item {
    id: banner

    required property var ticket
    required property bool small
    readonly property bool calm: ticket.paper === "printing" || ticket.paper === "take"

    implicitHeight: calm ? line.implicitHeight : trouble.implicitHeight

    RowLayout {
        id: line
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(implicitWidth, parent.width)
        visible: banner.calm
        spacing: Theme.mm(6)

        Icon {
            name: banner.ticket.paper === "take" ? "ticket" : "printer"
            sizeMm: banner.small ? 10 : 15
        }
        Line {
            objectName: "paper"
            Layout.fillWidth: true
            say: banner.ticket.paper_title
            color: Theme.greenDark
            weight: Font.Bold
            capMm: banner.small ? 5.6 : 8
        }
        Icon {
            visible: banner.ticket.arrow !== ""
            name: banner.ticket.arrow
            sizeMm: banner.small ? 10 : 15
        }
    }
    Banner {
        id: trouble
        objectName: "paper-trouble"
        width: parent.width
        visible: !banner.calm
        iconName: banner.ticket.paper === "unconfirmed" ? "printer" : "printer-x"
        title: banner.ticket.paper_title
        say: banner.ticket.paper_note
        titleCapMm: banner.small ? 5 : 7
        capMm: banner.small ? 4.8 : 5.6
    }
}
