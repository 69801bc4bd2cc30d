"""The only room that writes to disk: private modes, complete files or none, and no way out of a folder.

A file is written beside its target under a temporary name, synced, and renamed; a folder of files likewise. A file
is therefore the old one or the new one after a crash, never half of one. A folder has one moment between two
renames when only the set-aside old one (``.NAME.….old``) stands; it is put back when the second rename fails, and
after a crash by `mend_interrupted_writes`.
"""

from priorauth.files.reading import read_file, resolve_inside
from priorauth.files.whole_folders import (
    FolderListing,
    list_folder,
    make_inside,
    new_folder,
    read_parts,
    require_inner_name,
    write_inside,
)
from priorauth.files.writing import (
    append_line,
    exclusive_lock,
    make_folder,
    make_private_file,
    mend_interrupted_writes,
    private_copy,
    remove_file,
    remove_folder,
    set_aside,
    write_file,
    write_tree,
)

__all__ = [
    "FolderListing",
    "append_line",
    "exclusive_lock",
    "list_folder",
    "make_folder",
    "make_inside",
    "make_private_file",
    "mend_interrupted_writes",
    "new_folder",
    "private_copy",
    "read_file",
    "read_parts",
    "remove_file",
    "remove_folder",
    "require_inner_name",
    "resolve_inside",
    "set_aside",
    "write_file",
    "write_inside",
    "write_tree",
]
