import QtQuick.Layouts
import Foleni.Kit

// The row of buttons at the foot of a page: always in the same place.
RowLayout {
    required property Room room

    Layout.fillWidth: true
    Layout.fillHeight: false
    Layout.preferredHeight: Math.max(implicitHeight, Theme.mm(room.scaled(20, 26)))
    spacing: room.bare ? Theme.mm(3) : Theme.gap
}
