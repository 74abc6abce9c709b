#include "server/draft.h"

#include "server/media_type.h"

namespace inkdigit {

KeptReading DraftOf(std::string_view picture, const DecodedImage& decoded, const Reading& reading,
                    const ModelInfo& model) {
  KeptReading draft;
  draft.id = NewReadingId(NowMs());
  draft.picture = picture;
  draft.media_type = MediaTypeName(decoded.format);
  draft.width = decoded.shown_width;
  draft.height = decoded.shown_height;
  draft.reading = reading;
  draft.unsure = reading.confidence < kSureConfidence;
  draft.model = model.name;
  draft.model_sha256 = model.sha256;
  return draft;
}

}  // namespace inkdigit
