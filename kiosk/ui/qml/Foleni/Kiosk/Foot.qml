import QtQuick.Layouts
import Foleni.Kit

// The row of buttons at the foot of a page: always in the same place.
RowLayout {
    Layout.fillWidth: true
    Layout.fillHeight: false
    spacing: Theme.gap
}
