import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// A button at the foot of a page.
SecondaryButton {
    required property Room room

    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.preferredWidth: room.paged ? room.need(text) : 3
    topPadding: room.bare ? Theme.mm(0.5) : Theme.mm(3)
    bottomPadding: topPadding
    leftPadding: Theme.mm(room.bare ? 2 : 4)
    rightPadding: leftPadding
    capMm: room.scaled(4.8, 7)
}
