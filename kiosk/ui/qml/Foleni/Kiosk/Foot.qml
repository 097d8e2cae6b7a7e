import QtQuick.Layouts
import Foleni.Kit

// The row of buttons at the foot of a page: always in the same place.
RowLayout {
    required property Room room
    // With words in one line.
    property bool low: false

    Layout.fillWidth: true
    Layout.fillHeight: false
    Layout.preferredHeight: room.paged ? Theme.mm(Math.max(20.5, (low ? 2 : 4.1) * Theme.grown(
                                                               room.bodyMm))) : Math.max(
                                             implicitHeight, Theme.mm(room.scaled(20, 26)))
    spacing: room.bare ? Theme.mm(3) : Theme.gap
}
