"""The sweep of test_executors.py with workers under MPI: `mpiexec -n 3 python -m mpi4py.futures mpi_sweep.py OUTPUT`."""

import sys

from mpi4py.futures import MPIPoolExecutor
from test_executors import swept

if __name__ == "__main__":
    with MPIPoolExecutor() as executor:
        swept(sys.argv[1], executor)
        print("workers", executor.num_workers)
