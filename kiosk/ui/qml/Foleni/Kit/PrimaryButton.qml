import QtQuick

// The one way on.
ActionButton {
    capMm: 8
    fill: Theme.green
    fillPressed: Theme.greenPressed
    ink: Theme.inkOnGreen
    outline: fill
}
