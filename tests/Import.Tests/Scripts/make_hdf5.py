"""Makes the files of HDF5 whose arrays lie in chunks under each kind of index, as h5py writes them with libver="latest".

Runs with Debian's python3-h5py: /usr/bin/python3 make_hdf5.py. Every array counts its elements from 0, row by row, but for those that are written in part.
"""

import gzip
import pathlib

import h5py
import numpy as np

FILES = pathlib.Path(__file__).resolve().parent.parent / "Files" / "hdf5"


def counted(file, name, shape, dtype="f4", **settings):
    file.create_dataset(name, data=np.arange(np.prod(shape)).reshape(shape).astype(dtype), **settings)


def sparse(file, name, count, places, **settings):
    array = file.create_dataset(name, shape=(count,), dtype="u1", chunks=(1,), **settings)
    for i, place in enumerate(places):
        array[place] = i + 1


def indexes(file):
    packed = {"compression": "gzip", "shuffle": True}
    counted(file, "single", (6, 10), chunks=(6, 10))
    counted(file, "single_packed", (6, 10), chunks=(6, 10), **packed)
    counted(file, "single_larger", (3, 5), chunks=(4, 8), maxshape=(4, 8), **packed)
    plan = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plan.set_chunk((4, 4))
    plan.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    space = h5py.h5s.create_simple((6, 10), (8, 16))
    h5py.Dataset(h5py.h5d.create(file.id, b"implicit", h5py.h5t.IEEE_F32LE, space, plan))[...] = np.arange(60, dtype="f4").reshape(6, 10)
    counted(file, "fixed", (6, 10), chunks=(4, 4))
    counted(file, "fixed_packed", (6, 10), chunks=(4, 4), fletcher32=True, **packed)
    counted(file, "fixed_growing", (6, 10), chunks=(4, 4), maxshape=(9, 30))
    counted(file, "fixed_paged", (1100,), "i2", chunks=(1,))
    counted(file, "extensible", (6, 10), chunks=(4, 4), maxshape=(None, 10))
    counted(file, "extensible_columns", (6, 10), chunks=(2, 3), maxshape=(12, None))
    counted(file, "extensible_packed", (6, 10), chunks=(1, 2), maxshape=(None, 10), **packed)
    counted(file, "extensible_many", (900,), "i2", chunks=(1,), maxshape=(None,))
    counted(file, "tree", (6, 10), chunks=(4, 4), maxshape=(None, None))
    counted(file, "tree_packed", (6, 10), chunks=(4, 4), maxshape=(None, None), **packed)
    counted(file, "tree_two_levels", (12, 10), "u1", chunks=(1, 1), maxshape=(None, None))
    sparse(file, "fixed_sparse", 1300, [0, 1299])
    sparse(file, "extensible_sparse", 140000, [3, 4, 139, 90000, 139999], maxshape=(None,))


def main():
    FILES.mkdir(parents=True, exist_ok=True)
    with h5py.File(FILES / "indexes.h5", "w", libver="latest") as file:
        indexes(file)
    path = FILES / "deep.h5"
    with h5py.File(path, "w", libver="latest") as file:
        counted(file, "tree_three_levels", (60, 60), "i2", chunks=(1, 1), maxshape=(None, None))
    (FILES / "deep.h5.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    path.unlink()


main()
