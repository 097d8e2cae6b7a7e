import QtQuick
import Foleni.Backend
import Foleni.Kit

// What can be pressed at a counter. Space belongs to the next action, wherever the keyboard's focus is; Enter presses.
Pressable {
    id: button

    required property CounterScreen counter
    property color fill: Theme.card
    property color fillPressed: Theme.cardPressed
    property color outline: Theme.edge

    focusPolicy: Qt.TabFocus
    cornerRadius: Theme.mm(5)
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: implicitContentHeight + topPadding + bottomPadding

    Keys.onPressed: event => {
        if (event.key === Qt.Key_Space && button.counter.panel === "")
            event.accepted = button.counter.press(event.key, event.text, event.isAutoRepeat,
                                                  event.modifiers);

    }
    Keys.onReleased: event => {
        if (event.key === Qt.Key_Space && button.counter.panel === "")
            event.accepted = button.counter.release(event.key, event.isAutoRepeat);
    }

    background: Rectangle {
        radius: button.cornerRadius
        color: button.down ? button.fillPressed : button.fill
        border.color: button.outline
        border.width: Theme.hairWidth
    }
}
