"""What inkdigit grew out of, as a service: Django decodes the PNG with Pillow, shrinks it to 28x28 and multiplies a
784-128-10 perceptron in NumPy. Its weights are random: what is compared is the time, and that does not depend on them.

Served by gunicorn (bench/service.sh): gunicorn --chdir bench/peer_django app:application
"""

import io
import json

import numpy
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.urls import path
from PIL import Image

settings.configure(
    SECRET_KEY="for a benchmark only",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],  # the quickest that Django can be
    DATA_UPLOAD_MAX_MEMORY_SIZE=16 << 20,
)

random = numpy.random.default_rng(1)
HIDDEN = random.normal(0, 0.05, (784, 128)).astype(numpy.float32)
OUTPUT = random.normal(0, 0.1, (128, 10)).astype(numpy.float32)


def perceptron(pixels):
    """pixels: [n, 784] floats, 0 to 1; returns [n, 10] probabilities."""
    logits = numpy.maximum(pixels @ HIDDEN, 0) @ OUTPUT
    exponentials = numpy.exp(logits - logits.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def answer(content):
    """With its length, as Django's usual middleware says it, so that no chunks are needed."""
    response = JsonResponse(content)
    response["Content-Length"] = len(response.content)
    return response


def recognize(request):
    picture = Image.open(io.BytesIO(request.body)).convert("L").resize((28, 28), Image.LANCZOS)
    pixels = 1 - numpy.asarray(picture, dtype=numpy.float32).reshape(1, 784) / 255
    probabilities = perceptron(pixels)[0]
    digit = int(probabilities.argmax())
    return answer(
        {"text": str(digit), "confidence": float(probabilities[digit]), "probabilities": probabilities.tolist()}
    )


def infer(request):
    data = json.loads(request.body)["inputs"][0]["data"]
    pixels = numpy.asarray(data, dtype=numpy.float32).reshape(-1, 784) / 255
    probabilities = perceptron(pixels)
    return answer({"probabilities": probabilities.tolist(), "digits": probabilities.argmax(axis=1).tolist()})


urlpatterns = [path("api/v1/recognize", recognize), path("v2/models/digits/infer", infer)]
application = get_wsgi_application()
