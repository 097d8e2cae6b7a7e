import QtQuick
import Foleni.Backend
import Foleni.Kit

// The newest call beside (or, on a tall screen, above) the four before it.
Item {
    id: calls

    required property BoardScreen board
    required property Words words
    readonly property var sizes: board.callSizes

    NewestCall {
        id: newest
        width: calls.board.portrait ? parent.width : Theme.mm(calls.sizes.pane_width)
        height: calls.board.portrait ? Theme.mm(calls.sizes.pane_height) : parent.height
        board: calls.board
        words: calls.words
    }
    CallList {
        id: behind
        x: calls.board.portrait ? 0 : newest.width
        y: calls.board.portrait ? newest.height : 0
        width: parent.width - x
        height: foot.y - y
        board: calls.board
    }
    Foot {
        id: foot
        x: behind.x
        anchors.bottom: parent.bottom
        width: behind.width
        board: calls.board
    }
}
