import QtQuick
import QtQuick.Templates as T

// What can be pressed. It acts on release, sliding off cancels, and the same press again too soon is ignored: handle `chosen`.
T.AbstractButton {
    id: pressable

    // For what can be on or off: bind `on` to what is true; a press never changes it by itself.
    property bool holds: false
    property bool on: false
    // One of several of which one holds; where the keyboard begins; what is said in place of its words,
    // as words or language by language: [{language, say}, …].
    property bool oneOf: false
    property bool foremost: false
    property var aloud
    property string language
    property string explained
    property real cornerRadius: Theme.radius

    signal chosen

    implicitWidth: Math.max(Theme.touch, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Theme.touch, implicitContentHeight + topPadding + bottomPadding)
    checkable: holds
    checked: on
    focusPolicy: Qt.StrongFocus
    hoverEnabled: false

    Accessible.role: Accessible.Button
    Accessible.name: {
        if (!pressable.aloud)
            return pressable.text;
        return typeof pressable.aloud === "string" ? pressable.aloud : pressable.aloud.map(part
                                                                                           => part.say).join(
                                                         ", ");
    }
    Accessible.description: pressable.explained

    onClicked: {
        pressable.checked = Qt.binding(() => pressable.on);
        const at = pressable.mapToItem(null, pressable.pressX, pressable.pressY);
        if (Theme.accepts(pressable, at))
            pressable.chosen();
    }
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            event.accepted = true;
        else
            event.accepted = false;
    }
    Keys.onReleased: event => {
        event.accepted = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
        if (event.accepted && !event.isAutoRepeat)
            pressable.clicked();
    }

    FocusRing {
        around: pressable
        cornerRadius: pressable.cornerRadius
    }
}
