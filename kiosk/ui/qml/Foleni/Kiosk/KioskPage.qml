import QtQuick
import Foleni.Backend

// What every page knows.
Item {
    id: page

    required property KioskScreen kiosk
    required property Words words
    required property Room room
    readonly property bool wide: room.wide
    readonly property bool small: room.small

    anchors.fill: parent

    function say(key: string): string {
        return words.say(kiosk.language, key);
    }
}
