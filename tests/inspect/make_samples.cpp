/// Makes the sample files of tests/files/inspect that need an encoder: `inspect_samples FOLDER`
/// (target inspect_samples; a program of its own because only it and mpaspor-inspect may link
/// libvips and libqpdf). Further arguments name large ones to make for measuring: phone_12mp.

#include <vips/vips.h>
#include <qpdf/Pl_Flate.hh>
#include <qpdf/Pl_String.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

namespace {

struct Unref {
    void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

/// By reference: arguments are evaluated in any order, and `image` is set by the call for `status`.
Image checked(int status, VipsImage* const& image) {
    if (status != 0) {
        std::fputs(vips_error_buffer(), stderr);
        std::exit(1);
    }
    return Image{image};
}

void must(int status) {
    if (status != 0) {
        std::fputs(vips_error_buffer(), stderr);
        std::exit(1);
    }
}

/// Smooth light with grain and a pattern of sharp squares: compresses and looks like a photo.
Image photo(int width, int height, double brightness) {
    VipsImage* out = nullptr;
    auto grain =
        checked(vips_gaussnoise(&out, width, height, "mean", 0.0, "sigma", 4.0, nullptr), out);
    auto light = checked(vips_grey(&out, width, height, nullptr), out);
    auto squares = checked(
        vips_sines(&out, width, height, "hfreq", width / 16.0, "vfreq", height / 16.0, nullptr),
        out);
    auto edges = checked(vips_more_const1(squares.get(), &out, 0.3, nullptr), out);
    auto lit =
        checked(vips_linear1(light.get(), &out, 120 * brightness, 60 * brightness, nullptr), out);
    auto marked = checked(vips_linear1(edges.get(), &out, 0.25 * brightness, 0.0, nullptr), out);
    auto sum = checked(vips_add(lit.get(), marked.get(), &out, nullptr), out);
    auto noisy = checked(vips_add(sum.get(), grain.get(), &out, nullptr), out);
    auto band = checked(vips_cast(noisy.get(), &out, VIPS_FORMAT_UCHAR, nullptr), out);
    VipsImage* bands[] = {band.get(), band.get(), band.get()};
    auto joined = checked(vips_bandjoin(bands, &out, 3, nullptr), out);
    auto coloured = checked(
        vips_copy(joined.get(), &out, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr), out);
    return Image{vips_image_copy_memory(coloured.get())};
}

/// With what took it, and where.
void tell_of_camera(Image const& picture) {
    vips_image_set_string(picture.get(), "exif-ifd0-Make",
                          "SampleCamera (SampleCamera, ASCII, 13 components, 13 bytes)");
    vips_image_set_string(picture.get(), "exif-ifd3-GPSLatitude",
                          "6/1 10/1 30/1 (6, 10, 30, Rational, 3 components, 24 bytes)");
    vips_image_set_string(picture.get(), "exif-ifd3-GPSLatitudeRef",
                          "S (S, ASCII, 2 components, 2 bytes)");
}

/// As a phone writes it: lying on its side.
void save_phone_jpeg(std::string const& path, Image const& picture) {
    vips_image_set_int(picture.get(), VIPS_META_ORIENTATION, 6);
    vips_image_set_string(picture.get(), "exif-ifd0-Orientation",
                          "6 (Right-top, Short, 1 components, 2 bytes)");
    tell_of_camera(picture);
    must(vips_jpegsave(picture.get(), path.c_str(), "Q", 90, nullptr));
}

/// As another phone writes it: with an editor's words and a profile of its colours as well.
void save_phone_heic(std::string const& path, Image const& picture) {
    tell_of_camera(picture);
    std::string const xmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'>SampleEditor</x:xmpmeta>";
    vips_image_set_blob_copy(picture.get(), VIPS_META_XMP_NAME, xmp.data(), xmp.size());
    VipsBlob* profile = nullptr;
    must(vips_profile_load("srgb", &profile, nullptr));
    std::size_t size = 0;
    void const* const data = vips_blob_get(profile, &size);
    vips_image_set_blob_copy(picture.get(), VIPS_META_ICC_NAME, data, size);
    vips_area_unref(VIPS_AREA(profile));
    must(vips_heifsave(picture.get(), path.c_str(), "compression",
                       VIPS_FOREIGN_HEIF_COMPRESSION_HEVC, nullptr));
}

void make_pictures(std::string const& folder) {
    VipsImage* out = nullptr;
    save_phone_jpeg(folder + "/phone.jpg", photo(96, 64, 1.0));
    auto const sharp = photo(640, 480, 1.0);
    auto blurred = checked(vips_gaussblur(sharp.get(), &out, 8.0, nullptr), out);
    must(vips_jpegsave(blurred.get(), (folder + "/blurred.jpg").c_str(), "Q", 60, nullptr));
    auto const dark = photo(320, 240, 0.2);
    must(vips_jpegsave(dark.get(), (folder + "/dark.jpg").c_str(), "Q", 60, nullptr));
    save_phone_heic(folder + "/photo.heic", photo(64, 48, 1.0));
    auto const bright = checked(vips_grey(&out, 8000, 5000, nullptr), out);
    auto const even = checked(vips_linear1(bright.get(), &out, 120, 90, nullptr), out);
    auto const level = checked(vips_cast(even.get(), &out, VIPS_FORMAT_UCHAR, nullptr), out);
    VipsImage* levels[] = {level.get(), level.get(), level.get()};
    auto const joined = checked(vips_bandjoin(levels, &out, 3, nullptr), out);
    auto const limit = checked(
        vips_copy(joined.get(), &out, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr), out);
    must(vips_heifsave(limit.get(), (folder + "/limit.heic").c_str(), "compression",
                       VIPS_FOREIGN_HEIF_COMPRESSION_HEVC, "Q", 30, "effort", 0, nullptr));
    auto black = checked(vips_black(&out, 40, 30, "bands", 4, nullptr), out);
    auto clear = checked(
        vips_copy(black.get(), &out, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr), out);
    must(vips_pngsave(clear.get(), (folder + "/transparent.png").c_str(), nullptr));
    auto const large = photo(2400, 1200, 1.0);
    auto plain = checked(vips_gaussblur(large.get(), &out, 12.0, nullptr), out);
    must(vips_jpegsave(plain.get(), (folder + "/wide.jpg").c_str(), "Q", 10, nullptr));
}

std::string text_of(std::string const& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

std::string deflated(std::string const& text) {
    std::string out;
    Pl_String sink{"sink", nullptr, out};
    Pl_Flate flate{"flate", &sink, Pl_Flate::a_deflate};
    flate.writeString(text);
    flate.finish();
    return out;
}

/// One page that shows `content`, an object of its own so that it may be of any kind.
std::unique_ptr<QPDF> document(QPDFObjectHandle (*content)(QPDF&, std::string const&),
                               std::string const& data) {
    auto pdf = std::make_unique<QPDF>();
    pdf->emptyPDF();
    auto page = pdf->makeIndirectObject(QPDFObjectHandle::parse(
        "<< /Type /Page /MediaBox [0 0 200 200] /Resources << /XObject << >> >> >>"));
    page.replaceKey("/Contents", content(*pdf, data));
    pdf->addPage(page, false);
    return pdf;
}

QPDFObjectHandle plain(QPDF& pdf, std::string const& data) {
    return pdf.newStream(data);
}

QPDFObjectHandle deflated_twice(QPDF& pdf, std::string const& data) {
    auto stream = pdf.newStream();
    stream.replaceStreamData(deflated(deflated(data)),
                             QPDFObjectHandle::parse("[/FlateDecode /FlateDecode]"),
                             QPDFObjectHandle::newNull());
    return stream;
}

/// Four gigabytes of blanks that say nothing: no output to count, only time to spend.
QPDFObjectHandle endless(QPDF& pdf, std::string const& data) {
    std::string blanks;
    Pl_String sink{"sink", nullptr, blanks};
    Pl_Flate flate{"flate", &sink, Pl_Flate::a_deflate};
    for (int i = 0; i < 20; ++i) flate.writeString(data);
    flate.finish();
    auto stream = pdf.newStream();
    auto const filters = "[/FlateDecode /FlateDecode /FlateDecode /ASCIIHexDecode]";
    stream.replaceStreamData(deflated(deflated(blanks)), QPDFObjectHandle::parse(filters),
                             QPDFObjectHandle::newNull());
    return stream;
}

void save(QPDF& pdf, std::string const& path, bool encrypted = false, char const* password = "") {
    QPDFWriter writer{pdf, path.c_str()};
    writer.setDecodeLevel(qpdf_dl_none);
    // Left on, it would unpack and pack again what is packed twice.
    writer.setCompressStreams(false);
    writer.setObjectStreamMode(qpdf_o_generate);
    if (encrypted) {
        writer.setR6EncryptionParameters(password, "owner", true, true, true, true, true, true,
                                         qpdf_r3p_full, true);
    } else {
        writer.setDeterministicID(true);
    }
    writer.write();
}

void make_documents(std::string const& folder) {
    std::string const drawing = "0 0 100 100 re f";
    save(*document(plain, drawing), folder + "/encrypted.pdf", true);
    save(*document(plain, drawing), folder + "/password.pdf", true, "secret");
    std::string const much(200'000'000, ' ');
    save(*document(deflated_twice, much), folder + "/flate_bomb.pdf");
    save(*document(endless, much), folder + "/endless.pdf");

    auto const script = document(plain, drawing);
    script->getRoot().replaceKey(
        "/Extra", QPDFObjectHandle::parse("[ << /Deep [ << /S /JavaScript /JS (1) >> ] >> ]"));
    save(*script, folder + "/script_in_object_stream.pdf");

    auto const scan = document(plain, "q 200 0 0 200 0 0 cm /P Do Q");
    auto picture = scan->newStream();
    picture.replaceDict(QPDFObjectHandle::parse(
        "<< /Type /XObject /Subtype /Image /Width 96 /Height 64 /BitsPerComponent 8"
        "   /ColorSpace /DeviceRGB >>"));
    picture.replaceStreamData(text_of(folder + "/phone.jpg"), QPDFObjectHandle::parse("/DCTDecode"),
                              QPDFObjectHandle::newNull());
    auto page = scan->getAllPages().front();
    page.getKey("/Resources").getKey("/XObject").replaceKey("/P", picture);
    page.replaceKey("/Metadata", scan->newStream("<x:xmpmeta>SampleAuthor</x:xmpmeta>"));
    scan->getTrailer().replaceKey(
        "/Info", scan->makeIndirectObject(QPDFObjectHandle::parse("<< /Author (SampleAuthor) >>")));
    save(*scan, folder + "/scan.pdf");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2 || VIPS_INIT(argv[0]) != 0) return 2;
    std::string const folder = argv[1];
    if (argc > 2 && std::string{argv[2]} == "phone_12mp") {
        save_phone_jpeg(folder + "/phone_12mp.jpg", photo(4000, 3000, 1.0));
        return 0;
    }
    make_pictures(folder);
    make_documents(folder);
    return 0;
}
