import QtQuick
import Foleni.Backend
import Foleni.Kit

// Which centre, and what time it is.
Item {
    id: foot

    required property BoardScreen board
    readonly property var sizes: board.callSizes

    implicitHeight: Theme.mm(sizes.footer_height)

    Line {
        anchors.left: parent.left
        anchors.right: clock.left
        anchors.leftMargin: Theme.mm(foot.sizes.pad * 0.9)
        anchors.rightMargin: Theme.mm(foot.sizes.pad * 0.5)
        anchors.verticalCenter: parent.verticalCenter
        say: foot.board.centre
        capMm: foot.sizes.footer
    }
    Figures {
        id: clock
        objectName: "clock"
        anchors.right: parent.right
        anchors.rightMargin: Theme.mm(foot.sizes.pad * 0.85)
        anchors.verticalCenter: parent.verticalCenter
        say: foot.board.time
        capMm: foot.sizes.footer * 1.1
    }
}
