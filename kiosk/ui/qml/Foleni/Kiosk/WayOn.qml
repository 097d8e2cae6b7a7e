import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// The way on, at the foot of a page.
PrimaryButton {
    required property Room room

    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.preferredWidth: 4
    fixed: room.tiny
    topPadding: room.bare ? Theme.mm(0.5) : Theme.mm(3)
    bottomPadding: topPadding
    capMm: room.scaled(4.8, 7)
}
