import QtQuick
import Foleni.Backend
import Foleni.Kit

// Says in every language of the centre that nothing here is for real.
Rectangle {
    id: strip

    required property BoardScreen board
    required property Words words
    // A sixtieth of the window's shorter side: the board's own sizes depend on this strip's height.
    required property real stepMm

    visible: board.sample
    height: visible ? line.implicitHeight + 2 * Theme.mm(strip.stepMm * 0.5) : 0
    color: Theme.amber

    Line {
        id: line
        anchors.centerIn: parent
        width: parent.width - Theme.mm(4 * strip.stepMm)
        lead: strip.words.say(strip.board.first, "sample-centre")
        say: strip.words.each(strip.board.others, "sample-centre", {})
        color: Theme.inkOnAmber
        capMm: strip.stepMm
        horizontalAlignment: Text.AlignHCenter
    }
}
