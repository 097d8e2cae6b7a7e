pragma ComponentBehavior: Bound
import QtQuick
import Foleni.Backend
import Foleni.Kit

// The queues: how many wait, about how long, and one notice.
Item {
    id: info

    required property BoardScreen board
    required property Words words
    readonly property var sizes: board.infoSizes
    readonly property int pad: Theme.mm(sizes.pad)
    readonly property int gap: Theme.mm(board.callSizes.pad)

    Item {
        id: head
        x: info.pad
        width: parent.width - 2 * info.pad
        height: Theme.mm(info.sizes.head_height)

        Line {
            anchors.left: parent.left
            anchors.right: clock.left
            y: Math.round(info.gap * 0.55)
            lead: info.words.say(info.board.first, "board-queues-now")
            say: info.words.each(info.board.others, "board-queues-now", {})
            capMm: info.sizes.title * info.board.share
        }
        Figures {
            id: clock
            objectName: "clock"
            anchors.right: parent.right
            y: Math.round(info.gap * 0.85)
            say: info.board.time
            capMm: info.sizes.title
        }
        Heads {
            x: parent.width - minutes.width - Theme.mm(info.sizes.between) - width
            width: Theme.mm(info.sizes.waiting_width)
            key: "board-waiting"
        }
        Heads {
            id: minutes
            anchors.right: parent.right
            width: Theme.mm(info.sizes.minutes_width)
            key: "board-minutes"
        }
        Figures {
            objectName: "page"
            visible: info.board.pages > 1
            anchors.left: parent.left
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Math.round(info.gap * 0.4)
            say: (info.board.page + 1) + "/" + info.board.pages
            color: Theme.ink2
            capMm: info.sizes.column
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Math.max(2, Math.round(info.gap * 0.05))
            color: Theme.edge
        }
    }
    Column {
        anchors.top: head.bottom
        x: info.pad
        width: head.width

        Repeater {
            model: info.board.queues

            QueueLine {
                width: head.width
                board: info.board
                words: info.words
            }
        }
    }
    NoticeBand {
        x: info.pad
        y: parent.height - height - Math.round(info.gap * 0.75)
        width: head.width
        height: Theme.mm(info.sizes.notice_height)
        board: info.board
    }

    component Heads: BothTongues {
        board: info.board
        words: info.words
        capMm: info.sizes.column
        secondColor: Theme.ink2
        align: Text.AlignRight
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Math.round(info.gap * 0.1)
    }
}
