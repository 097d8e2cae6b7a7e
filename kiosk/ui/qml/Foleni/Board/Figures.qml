import QtQuick
import Foleni.Kit

// A number that takes exactly the room of its capitals, so that its height on the wall is what was asked for.
Item {
    id: figures

    property string say
    property real capMm
    property color color: Theme.ink

    implicitWidth: number.implicitWidth
    implicitHeight: Theme.mm(capMm)

    NumberText {
        id: number
        y: figures.height - baselineOffset
        say: figures.say
        color: figures.color
        capMm: figures.capMm
    }
}
