"""The sweep of test_executors.py with workers under MPI: `mpiexec -n 3 python -m mpi4py.futures mpi_sweep.py OUTPUT [N]`.

N: replications (2). Says how many workers there are, and how many jobs this start of the program ran.
"""

import sys

from mpi4py.futures import MPIPoolExecutor
from test_executors import swept

from yanglao import folder

if __name__ == "__main__":
    ran, put = [], folder.Folder.put
    folder.Folder.put = lambda self, key, dataset: (ran.append(key), put(self, key, dataset))
    with MPIPoolExecutor() as executor:
        swept(sys.argv[1], executor, *map(int, sys.argv[2:]))
        print("workers", executor.num_workers, "jobs", len(ran))
