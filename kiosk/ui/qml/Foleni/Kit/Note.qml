import QtQuick

Line {
    color: Theme.ink2
}
