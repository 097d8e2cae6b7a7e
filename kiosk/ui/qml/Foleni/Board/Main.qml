pragma ComponentBehavior: Bound
import QtQuick
import Foleni.Backend
import Foleni.Kit

// A board in the hall: calls and queues stay made, so that a call only changes words; the rare pages are made when needed.
ScreenWindow {
    id: root

    required property BoardScreen board
    required property Words words

    SampleStrip {
        id: strip
        width: parent.width
        board: root.board
        words: root.words
        stepMm: Math.min(root.width, root.height) / Theme.pxPerMm / 60
    }
    Item {
        id: sheet

        readonly property size sizeMm: Qt.size(width / Theme.pxPerMm, height / Theme.pxPerMm)

        anchors.top: strip.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        onSizeMmChanged: root.board.fit(sizeMm.width, sizeMm.height)

        CallsBoard {
            anchors.fill: parent
            visible: root.board.view === "calls" || root.board.view === "starting"
            board: root.board
            words: root.words
        }
        InfoBoard {
            anchors.fill: parent
            visible: root.board.view === "info"
            board: root.board
            words: root.words
        }
        Loader {
            anchors.fill: parent
            active: root.board.view === "closed"
            sourceComponent: ClosedBoard {
                board: root.board
                words: root.words
            }
        }
        Loader {
            anchors.fill: parent
            active: root.board.view === "lost"
            sourceComponent: LostBoard {
                board: root.board
                words: root.words
            }
        }
    }
}
