# One image for both ways to run it: a SQLite file on a volume, or PostgreSQL and several machines.
FROM python:3.13-slim AS build
RUN pip install --no-cache-dir uv
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY server server
COPY web web
RUN uv build --wheel --out-dir /wheels \
    && uv pip compile --quiet --no-header pyproject.toml -o /wheels/requirements.txt \
    && uv venv /app \
    && uv pip install --python /app --requirements /wheels/requirements.txt /wheels/*.whl

FROM python:3.13-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /data wetalked
COPY --from=build /app /app
USER wetalked
WORKDIR /data
VOLUME /data
ENV PATH=/app/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    WETALKED_BIND=0.0.0.0:8000 \
    WETALKED_DATABASE=sqlite:////data/wetalked.db \
    WETALKED_LOG=json
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health')"]
CMD ["wetalked", "serve"]
