pragma ComponentBehavior: Bound
import QtQuick
import Foleni.Backend
import Foleni.Kit

// One sentence in every language of the centre: the first bold, the others beneath it.
Column {
    id: both

    required property BoardScreen board
    required property Words words
    required property string key
    property var given: ({})
    property real capMm
    property real secondCapMm: capMm
    property color color: Theme.ink
    property color secondColor: color
    property int align: Text.AlignLeft
    property int secondWeight: Font.Medium
    readonly property real share: board.share

    Line {
        width: parent.width
        say: both.words.say(both.board.first, both.key, both.given)
        color: both.color
        capMm: both.capMm * both.share
        weight: Font.Bold
        lineHeight: 0.95
        horizontalAlignment: both.align
    }
    Repeater {
        model: both.words.others(both.board.others, both.key, both.given)

        Line {
            required property string modelData

            width: both.width
            say: modelData
            color: both.secondColor
            capMm: both.secondCapMm * both.share
            weight: both.secondWeight
            lineHeight: 0.95
            horizontalAlignment: both.align
        }
    }
}
