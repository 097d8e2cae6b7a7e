import QtQuick
import Foleni.Backend

// What every page knows. `wide`: lying; `small`: so low that type and distances stay at their least.
Item {
    id: page

    required property KioskScreen kiosk
    required property Words words
    required property bool wide
    required property bool small

    anchors.fill: parent

    function say(key: string): string {
        return words.say(kiosk.language, key)
    }
}
