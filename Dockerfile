# Ibar with all its extras, in the versions of constraints.txt, which are for Python 3.11:
#   docker build -t ibar .
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/data" ibar run mitrovica
# The folder /data is the working folder: scenarios are looked up in it, and outputs/ is written there.
FROM python:3.11-slim AS build
WORKDIR /src
COPY . .
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.11-slim
COPY constraints.txt /wheels/
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir -c /wheels/constraints.txt "$(echo /wheels/*.whl)[all]" \
    && useradd ibar \
    && mkdir /data \
    && chown ibar /data
ENV MPLBACKEND=Agg MPLCONFIGDIR=/tmp/matplotlib
USER ibar
WORKDIR /data
ENTRYPOINT ["ibar"]
CMD ["--help"]
