import QtQuick
import Foleni.Backend
import Foleni.Kit

// The centre is closed, and when it opens again.
Item {
    id: closed

    required property BoardScreen board
    required property Words words
    readonly property var sizes: board.callSizes
    readonly property int pad: Theme.mm(sizes.pad)

    Column {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: closed.pad
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: -foot.height / 2
        spacing: closed.pad

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "door-closed"
            color: Theme.accent
            sizeMm: closed.sizes.pad * 3
        }
        BothTongues {
            width: parent.width
            board: closed.board
            words: closed.words
            key: "board-closed"
            capMm: closed.sizes.header * 2.2
            secondCapMm: closed.sizes.header * 1.7
            secondColor: Theme.ink2
            align: Text.AlignHCenter
        }
        Column {
            visible: closed.board.opensDay !== ""
            width: parent.width

            Line {
                width: parent.width
                say: closed.opens(closed.board.first)
                capMm: closed.sizes.header * 1.3
                weight: Font.Bold
                horizontalAlignment: Text.AlignHCenter
            }
            Line {
                width: parent.width
                visible: say !== ""
                say: closed.board.others.map(language => closed.opens(language)).join(" · ")
                color: Theme.ink2
                capMm: closed.sizes.header * 1.3
                horizontalAlignment: Text.AlignHCenter
            }
        }
    }
    Foot {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        board: closed.board
    }

    function opens(language: string): string {
        return board.opensDay === "" ? "" : words.say(language, "board-opens", {
                                                          day: words.date(language, board.opensDay),
                                                          time: board.opensTime
                                                      });
    }
}
