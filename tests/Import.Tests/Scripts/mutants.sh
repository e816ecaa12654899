#!/usr/bin/env bash
# Reads many broken forms of each of the tests' model files, of every format: mutants.sh [COUNT], 100,000 without it, which takes some three minutes on two cores.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
export NETGEN_MUTANTS="${1:-100000}" NETGEN_ONNX_MUTANTS="${1:-100000}"
exec dotnet test tests/Import.Tests -c Release --filter FullyQualifiedName~Hostile
