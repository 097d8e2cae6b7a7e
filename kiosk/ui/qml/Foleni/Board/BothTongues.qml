import QtQuick
import Foleni.Backend
import Foleni.Kit

// One sentence in both languages of the centre, the first bold, the second beneath it.
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

    Line {
        width: parent.width
        say: both.words.say(both.board.first, both.key, both.given)
        color: both.color
        capMm: both.capMm
        weight: Font.Bold
        lineHeight: 0.95
        horizontalAlignment: both.align
    }
    Line {
        width: parent.width
        visible: both.board.second !== both.board.first
        say: both.words.say(both.board.second, both.key, both.given)
        color: both.secondColor
        capMm: both.secondCapMm
        weight: both.secondWeight
        lineHeight: 0.95
        horizontalAlignment: both.align
    }
}
