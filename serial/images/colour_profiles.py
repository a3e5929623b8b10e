"""Converts images to sRGB, which every screen shows correctly without a colour profile."""

from io import BytesIO

from PIL import Image, ImageCms


def convert_to_srgb(image: Image.Image) -> Image.Image:
    """Returns the image in sRGB, without a colour profile.

    Phones and drawing programs use wider colour spaces; removing the profile without a conversion
    would make their colours dull. An invalid profile is ignored, and greyscale images do not
    change.
    """
    icc_profile = image.info.get("icc_profile")
    if not icc_profile or image.mode not in {"RGB", "RGBA", "P", "CMYK"}:
        return image
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(icc_profile))
        if "srgb" in ImageCms.getProfileDescription(profile).lower():
            return image
        source = image.convert("RGBA") if image.mode == "P" else image
        mode = "RGBA" if source.mode == "RGBA" else "RGB"
        srgb = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(source, profile, srgb, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return image
    if converted is None:
        return image
    # A transparent colour in the info now is in the alpha channel.
    converted.info = {}
    return converted
