pragma ComponentBehavior: Bound
import QtQuick
import Foleni.Backend
import Foleni.Kit

// The newest call: its number as large as the pane takes, and the counter to go to on amber.
Rectangle {
    id: newest

    required property BoardScreen board
    required property Words words
    readonly property var sizes: board.callSizes
    readonly property int pad: Theme.mm(sizes.pad)
    readonly property bool empty: board.number === ""

    color: Theme.green

    Rectangle {
        objectName: "fresh"
        anchors.fill: parent
        color: "transparent"
        border.color: Theme.amber
        border.width: Math.round(newest.pad * 0.4)
        opacity: newest.board.fresh ? 1 : 0
        visible: opacity > 0

        Behavior on opacity {
            NumberAnimation {
                duration: Theme.motion(160)
            }
        }
    }
    Line {
        id: header
        objectName: "heading"
        visible: !newest.empty
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: newest.pad
        anchors.topMargin: Math.round(newest.pad * 0.75)
        lead: newest.words.say(newest.board.first, "board-now-serving")
        say: newest.words.each(newest.board.others, "board-now-serving", {})
        color: Theme.inkOnGreen
        capMm: newest.sizes.header * newest.board.share
    }
    Figures {
        id: number
        objectName: "newest-number"
        visible: !newest.empty
        anchors.left: parent.left
        anchors.leftMargin: newest.pad
        anchors.top: header.bottom
        anchors.topMargin: Math.round(newest.pad * 1.1)
        say: newest.board.number
        color: Theme.inkOnGreen
        capMm: newest.sizes.number
    }
    Item {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: number.bottom
        anchors.bottom: card.top

        Rectangle {
            objectName: "again"
            visible: newest.board.again > 0
            x: newest.pad
            anchors.verticalCenter: parent.verticalCenter
            width: again.implicitWidth + newest.pad
            height: again.implicitHeight + Math.round(newest.pad * 0.3)
            radius: height / 2
            color: Theme.paper

            Line {
                id: again
                anchors.centerIn: parent
                lead: newest.words.say(newest.board.first, "board-recall", {
                                           call: newest.board.again
                                       })
                say: newest.words.each(newest.board.others, "board-recall", {
                                           call: newest.board.again
                                       })
                capMm: newest.sizes.recall * newest.board.share
            }
        }
    }
    Rectangle {
        id: card
        visible: !newest.empty
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: newest.pad
        anchors.rightMargin: newest.pad
        anchors.bottomMargin: Math.round(newest.pad * 0.87)
        height: Theme.mm(newest.sizes.card_height)
        radius: Math.round(newest.pad * 0.75)
        color: Theme.amber

        BothTongues {
            anchors.left: parent.left
            anchors.right: counter.left
            anchors.leftMargin: Math.round(newest.pad * 0.6)
            anchors.verticalCenter: parent.verticalCenter
            board: newest.board
            words: newest.words
            key: "board-counter"
            capMm: newest.sizes.label
            secondWeight: Font.Bold
            color: Theme.inkOnAmber
        }
        Figures {
            id: counter
            objectName: "newest-counter"
            anchors.right: parent.right
            anchors.rightMargin: Math.round(newest.pad * 0.6)
            anchors.verticalCenter: parent.verticalCenter
            say: newest.board.counter
            color: Theme.inkOnAmber
            capMm: newest.sizes.counter
        }
    }
    Column {
        visible: newest.empty
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: newest.pad
        anchors.verticalCenter: parent.verticalCenter
        spacing: newest.pad

        BothTongues {
            width: parent.width
            board: newest.board
            words: newest.words
            key: "board-welcome"
            capMm: newest.sizes.header * 3
            color: Theme.inkOnGreen
        }
        BothTongues {
            width: parent.width
            board: newest.board
            words: newest.words
            key: newest.board.view === "starting" ? "centre-starting" : "board-nobody-called"
            capMm: newest.sizes.header * 1.2
            color: Theme.inkOnGreen
        }
    }
}
