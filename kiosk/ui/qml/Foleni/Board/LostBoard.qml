import QtQuick
import Foleni.Backend
import Foleni.Kit

// The centre is lost: said large, with what was last known dimmed beside it and the time it was known at.
Item {
    id: lost

    required property BoardScreen board
    required property Words words
    readonly property var sizes: board.callSizes
    readonly property int pad: Theme.mm(sizes.pad)

    Rectangle {
        id: pane
        width: lost.board.portrait ? parent.width : Math.round(parent.width / 2)
        height: lost.board.portrait ? Math.round(parent.height / 2) : parent.height
        color: Theme.amber

        Column {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.margins: lost.pad
            anchors.verticalCenter: parent.verticalCenter
            spacing: lost.pad

            Icon {
                name: "wifi-off"
                color: Theme.inkOnAmber
                sizeMm: lost.sizes.pad * 2.4
            }
            BothTongues {
                width: parent.width
                board: lost.board
                words: lost.words
                key: "board-centre-lost"
                capMm: lost.sizes.label * 1.16
                color: Theme.inkOnAmber
            }
            BothTongues {
                width: parent.width
                board: lost.board
                words: lost.words
                key: "board-centre-lost-note"
                capMm: lost.sizes.label * 0.87
                color: Theme.inkOnAmber
            }
        }
    }
    BothTongues {
        id: since
        visible: lost.board.number !== ""
        x: last.x + Math.round(lost.pad * 0.9)
        y: (lost.board.portrait ? pane.height : 0) + Math.round(lost.pad * 0.4)
        width: last.width - 2 * Math.round(lost.pad * 0.9)
        board: lost.board
        words: lost.words
        key: "board-last-known"
        given: ({
                    time: lost.board.knownAt
                })
        capMm: lost.sizes.footer * 0.9
    }
    CallList {
        id: last
        x: lost.board.portrait ? 0 : pane.width
        y: since.y + since.height + Math.round(lost.pad * 0.3)
        width: parent.width - x
        height: foot.y - y
        board: lost.board
        from: 0
        dimmed: true
        narrowed: lost.board.portrait ? 1 : width / (lost.width - Theme.mm(lost.sizes.pane_width))
    }
    Foot {
        id: foot
        x: last.x
        anchors.bottom: parent.bottom
        width: last.width
        board: lost.board
    }
}
