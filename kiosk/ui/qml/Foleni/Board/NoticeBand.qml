import QtQuick
import Foleni.Backend
import Foleni.Kit

// The one notice of the centre.
Rectangle {
    id: band

    required property BoardScreen board
    readonly property var sizes: board.infoSizes
    readonly property int pad: Theme.mm(board.callSizes.pad)

    visible: board.noticeFirst !== ""
    color: Theme.amber
    border.color: Theme.amberEdge
    border.width: Math.max(2, Math.round(pad * 0.06))
    radius: Math.round(pad * 0.5)

    Icon {
        id: horn
        x: Math.round(band.pad * 0.6)
        anchors.verticalCenter: parent.verticalCenter
        name: "megaphone"
        color: Theme.inkOnAmber
        sizeMm: band.board.callSizes.pad * 1.1
    }
    Column {
        anchors.left: horn.right
        anchors.right: parent.right
        anchors.leftMargin: Math.round(band.pad * 0.5)
        anchors.rightMargin: Math.round(band.pad * 0.5)
        anchors.verticalCenter: parent.verticalCenter

        Line {
            width: parent.width
            say: band.board.noticeFirst
            color: Theme.inkOnAmber
            capMm: band.sizes.notice
            weight: Font.Bold
        }
        Line {
            width: parent.width
            visible: say !== ""
            say: band.board.noticeOthers
            color: Theme.inkOnAmber
            capMm: band.sizes.notice
        }
    }
}
