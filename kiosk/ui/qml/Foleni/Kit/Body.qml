import QtQuick

Line {
    capMm: 6
}
