import QtQuick
import Foleni.Backend
import Foleni.Kit

// One queue: letter, its names, how many wait, about how many minutes.
Item {
    id: line

    required property BoardScreen board
    required property Words words
    required property string letter
    required property string first
    required property string others
    required property int waiting
    required property string minutes
    required property bool stopped
    readonly property var sizes: board.infoSizes
    readonly property bool stacked: sizes.stacked && others !== ""
    readonly property int pad: Theme.mm(board.callSizes.pad)

    implicitHeight: Theme.mm(sizes.row_height)

    Rectangle {
        id: chip
        anchors.verticalCenter: parent.verticalCenter
        width: height
        height: Math.round(Math.min(line.height * 0.81, Theme.mm(line.sizes.letter) * 2.2))
        radius: Math.round(height * 0.23)
        color: Theme.sign

        Figures {
            anchors.centerIn: parent
            say: line.letter
            color: Theme.inkOnSign
            capMm: line.sizes.letter
        }
    }
    Item {
        anchors.left: chip.right
        anchors.right: waiting.left
        anchors.leftMargin: Math.round(line.pad * 0.35)
        anchors.rightMargin: Math.round(line.pad * 0.3)
        height: parent.height

        Line {
            id: firstName
            y: Math.round((parent.height - height - (line.stacked ? secondName.below : 0)) / 2)
            width: line.stacked ? parent.width : Math.min(implicitWidth, parent.width)
            say: line.first
            capMm: line.sizes.name
            weight: Font.Bold
            maximumLineCount: 1
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Math.round(font.pixelSize * 0.6)
            wrapMode: Text.NoWrap
        }
        Line {
            id: secondName

            // Why a queue is stopped takes a line for each language: whoever waits for it shall know.
            readonly property int lines: line.stopped ? Math.max(2, line.others.split("\n").length) :
                                                        1
            readonly property int below: Math.round(contentHeight - firstName.height * 0.14)
            readonly property int beside: line.stopped ? Math.round((line.height - contentHeight)
                                                                    / 2) - firstName.y :
                                                         firstName.baselineOffset - baselineOffset

            x: line.stacked ? 0 : firstName.width + Math.round(line.pad * 0.45)
            y: firstName.y + (line.stacked ? Math.round(firstName.height * 0.86) : beside)
            width: parent.width - x
            visible: line.others !== ""
            say: line.others
            color: Theme.ink2
            capMm: line.sizes.second * (line.stopped ? 1.5 / lines : 1)
            lineHeight: line.stopped ? 0.85 : 1
            maximumLineCount: lines
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Math.round(font.pixelSize * 0.6)
            wrapMode: line.stopped ? Text.WordWrap : Text.NoWrap
        }
    }
    Item {
        id: waiting
        anchors.right: minutes.left
        anchors.rightMargin: Theme.mm(line.sizes.between)
        width: Theme.mm(line.sizes.waiting_width)
        height: parent.height

        Figures {
            objectName: "waiting"
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            say: line.waiting
            capMm: line.sizes.figure
        }
    }
    Item {
        id: minutes
        anchors.right: parent.right
        width: Theme.mm(line.sizes.minutes_width)
        height: parent.height

        Figures {
            objectName: "minutes"
            visible: line.minutes !== ""
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            say: line.minutes
            capMm: line.sizes.figure
        }
        BothTongues {
            visible: line.minutes === ""
            width: parent.width
            anchors.verticalCenter: parent.verticalCenter
            board: line.board
            words: line.words
            key: line.stopped ? "board-stopped" : "not-known-yet"
            capMm: line.sizes.unknown
            secondColor: Theme.ink2
            align: Text.AlignRight
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Math.max(2, Math.round(line.pad * 0.05))
        color: Theme.edge
    }
}
