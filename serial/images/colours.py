"""Colours as every screen shows them."""

from io import BytesIO

from PIL import Image, ImageCms


def in_srgb(image: Image.Image) -> Image.Image:
    """The same colours without the profile that explains them.

    Telephones and drawing programs write wider colour spaces; dropping the profile alone would
    make their colours dull. A profile that cannot be understood is passed over. Greys stay.
    """
    raw = image.info.get("icc_profile")
    if not raw or image.mode not in {"RGB", "RGBA", "P", "CMYK"}:
        return image
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(raw))
        if "srgb" in ImageCms.getProfileDescription(profile).lower():
            return image
        source = image.convert("RGBA") if image.mode == "P" else image
        kept = "RGBA" if source.mode == "RGBA" else "RGB"
        srgb = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(source, profile, srgb, outputMode=kept)
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return image
    if converted is None:
        return image
    # What was transparent in a palette or of one colour is so in its own channel now.
    converted.info = {}
    return converted
