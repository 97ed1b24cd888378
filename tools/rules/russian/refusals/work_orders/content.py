"""Refusals and questions: work orders content."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "You have no part in work order {id} now: ask for it first, or wait for an offer.": (
        "Сейчас вы не участвуете в наряде {id}: сначала попросите его или дождитесь предложения."
    ),
    "You have no part in work order {id}: ask for it first.": (
        "Вы не участвуете в наряде {id}: сначала попросите его."
    ),
    "message": "сообщение",
    "folder": "папка",
    "A provider changes the notes of their own files only; review, visibility and folder are the company's.": (
        "Исполнитель меняет только заметки к своим файлам; проверка, видимость и папка — дело компании."
    ),
    "files in the document folder {name} are always approved; delete it to take it off": (
        "файлы в папке документов {name} всегда одобрены; чтобы убрать файл, удалите его"
    ),
    "Delete file {attachment_id} of work order {id}": "Удалить файл {attachment_id} наряда {id}",
    "nothing to change: pass at least one of {fields}": "нечего менять: укажите хотя бы одно из: {fields}",
    "goes with folder_id: name the folder whose files you want": (
        "указывается вместе с folder_id: назовите папку, файлы которой нужны"
    ),
    "has {size}; at most {folder_size} a file go into folder {id}": (
        "размер — {size}; в папке {id} допустимо не больше {folder_size} на файл"
    ),
    "{count} KiB": "{count} КиБ",
    "{count} bytes": "{count} Б",
    "{id} is full: it holds {count} files, at most {max_files} (max_files)": (
        "{id}: места нет, файлов {count}, не больше {max_files} (max_files)"
    ),
    "{task_id} is filled by the files of folder {task_folder_id}": (
        "шаг {task_id} выполняют файлы из папки {task_folder_id}"
    ),
    "a work order has at most {most_folders} folders; delete one first": (
        "папок у наряда может быть не больше {most_folders}; сначала удалите одну"
    ),
    "{folder_id} is {name}, which every work order keeps": (
        "{folder_id} — это {name}, такая папка остаётся у каждого наряда"
    ),
    "Delete folder {folder_id} of work order {id} with {count} files in it": (
        "Удалить папку {folder_id} наряда {id}, файлов в ней: {count}"
    ),
    "Folder {folder_id} holds {count} files; with force they go with it.": (
        "В папке {folder_id} есть файлы: {count}; с force они удаляются вместе с ней."
    ),
    "{min_files} are more than max_files, {max_files}": "{min_files} больше, чем max_files, {max_files}",
    "Work order {id} has a folder {folder_id} of that name: {name}.": (
        "У наряда {id} уже есть папка {folder_id} с таким названием: {name}."
    ),
    "there is no problem {problem_id} on this work order that you can see": (
        "у этого наряда нет затруднения {problem_id}, которое вам видно"
    ),
    "Threads with other providers are the company's to read; leave user_id out.": (
        "Переписку с другими исполнителями читает только компания; уберите user_id."
    ),
    "is blank; 1 to 10000 characters": "пусто; от 1 до 10000 знаков",
    "is for the company: yours goes to the company; leave it out": (
        "предназначено для компании: ваше сообщение идёт компании; уберите это"
    ),
    "{to_user_id} was not offered work order {id}, has not asked for it and has not had it": (
        "пользователю {to_user_id} наряд {id} не предлагали, он его не просил и не выполнял"
    ),
    "names nobody who could read it: a draft is seen by your company alone": (
        "не называет никого, кто мог бы это прочитать: черновик видит только ваша компания"
    ),
    "nobody to write to: the order was offered to nobody, and nobody has asked for it": (
        "писать некому: наряд никому не предложен, и никто его не просил"
    ),
    "{document} KiB, videos {video}": "{document} КиБ, видео {video}",
    "Folder {folder_id} is the company's; yours are of type slot.": (
        "Папка {folder_id} принадлежит компании; ваши папки — типа slot."
    ),
    "Who sees a file before the assignment is the company's to say; leave show_before_assignment out.": (
        "Кто видит файл до назначения, решает компания; уберите show_before_assignment."
    ),
    "is empty; 1 byte up to max_bytes of the folder, at most {largest}": (
        "пусто; от 1 байта до max_bytes папки, не больше {largest}"
    ),
    "A provider takes off only their own files, and none that was approved.": (
        "Исполнитель убирает только свои файлы, и только непринятые."
    ),
}
