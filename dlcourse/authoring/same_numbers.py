"""What makes a computation give the same digits on every machine; in force before torch is imported, or not at all."""

SAME_NUMBERS = {"OMP_NUM_THREADS": "1", "MKL_CBWR": "COMPATIBLE", "ATEN_CPU_CAPABILITY": "avx2",
                "ONEDNN_MAX_CPU_ISA": "AVX2"}
