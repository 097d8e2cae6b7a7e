import QtQuick

// Any other way. `quiet` gives the grey edge and dark words of a list of actions.
ActionButton {
    property bool quiet: false

    fill: Theme.card
    fillPressed: Theme.cardPressed
    ink: quiet ? Theme.ink : Theme.greenDark
    outline: quiet ? Theme.edge : Theme.greenEdge
    outlineWidth: quiet ? Theme.edgeWidth : Theme.lineWidth
}
