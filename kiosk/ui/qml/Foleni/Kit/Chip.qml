import QtQuick

// A letter or a number on a soft ground.
Rectangle {
    id: chip

    required property string say
    property real capMm: 5

    implicitWidth: Math.max(implicitHeight, words.implicitWidth + Theme.mm(capMm * 1.2))
    implicitHeight: Theme.mm(Theme.grown(capMm) * 2.6)
    radius: Theme.mm(capMm * 0.6)
    color: Theme.greenLight
    border.color: Theme.greenLightEdge
    border.width: Theme.edgeWidth
    Accessible.role: Accessible.StaticText
    Accessible.name: chip.say

    NumberText {
        id: words
        anchors.centerIn: parent
        say: chip.say
        color: Theme.greenDark
        capMm: chip.capMm
        Accessible.ignored: true
    }
}
