pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// How many wait now and about how long, in every language.
ColumnLayout {
    id: lines

    required property KioskScreen kiosk
    required property Room room

    spacing: Theme.mm(1)

    Item {
        Layout.fillHeight: true
    }
    Repeater {
        model: lines.kiosk.start.welcomes

        Line {
            required property var modelData
            required property int index

            Layout.fillWidth: true
            language: modelData.language
            say: modelData.waiting
            color: index === 0 ? Theme.ink : Theme.ink2
            weight: index === 0 ? Font.Bold : Font.Medium
            capMm: lines.room.scaled(4.8, 6.6)
        }
    }
}
