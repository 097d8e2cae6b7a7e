import QtQuick

// A letter or a number on a soft ground; `strong` for the green square of a counter or a queue.
Rectangle {
    id: chip

    required property string say
    property bool strong: false
    property real capMm: 5

    implicitWidth: Math.max(implicitHeight, words.implicitWidth + Theme.mm(capMm * 1.2))
    implicitHeight: Theme.mm(Theme.grown(capMm) * 2.6)
    radius: Theme.mm(capMm * 0.6)
    color: strong ? Theme.sign : Theme.greenLight
    border.color: strong ? Theme.sign : Theme.greenLightEdge
    border.width: Theme.edgeWidth
    Accessible.role: Accessible.StaticText
    Accessible.name: chip.say

    NumberText {
        id: words
        anchors.centerIn: parent
        say: chip.say
        color: chip.strong ? Theme.inkOnSign : Theme.greenDark
        capMm: chip.capMm
        Accessible.ignored: true
    }
}
