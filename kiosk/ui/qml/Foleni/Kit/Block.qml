import QtQuick

// One thing of a page that goes by steps (`Steps`): as wide as the page, and never cut in two.
Item {
    id: block

    // Whether there is anything of it to be seen now, on whichever step.
    property bool wanted: true
    // Stands on one step with what follows it, as a heading does.
    property bool keeps: false
    // Whether its step is the one that is seen: said by `Steps`.
    property bool shown: false
    default property Item content

    visible: wanted && shown
    width: parent !== null ? parent.width : 0
    implicitHeight: content !== null ? content.implicitHeight : 0
    height: implicitHeight

    onContentChanged: {
        if (block.content === null)
            return;
        block.content.parent = block;
        block.content.width = Qt.binding(() => block.width);
    }
}
