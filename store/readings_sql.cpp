#include "store/readings_sql.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "store/packing.h"

namespace inkdigit {
namespace {

constexpr const char* kColumns =
    "id, owner, text, confidence, unsure, corrected_text, corrected_ms, model, model_sha256, "
    "width, height, media_type, probabilities, boxes, tiles";

// A statement while it is put together. Its texts are few, so each is prepared once.
struct Query {
  std::string sql;
  std::vector<SqlParameter> parameters;

  Query& Add(std::string_view text) {
    sql += text;
    return *this;
  }
  Query& Parameter(SqlParameter parameter) {
    parameters.push_back(parameter);
    sql += "$" + std::to_string(parameters.size());
    return *this;
  }
  // Adds "owner = $n AND " for one owner's readings.
  Query& In(const Scope& scope);
  Result<SqlResult> Run(SqlConnection& connection) const { return connection.Run(sql, parameters); }
};

template <std::size_t N>
SqlBytes Bytes(const std::array<std::uint8_t, N>& bytes) noexcept {
  return {std::string_view(reinterpret_cast<const char*>(bytes.data()), N)};
}

Query& Query::In(const Scope& scope) {
  if (!scope) return *this;
  return Add("owner = ").Parameter(Bytes(*scope)).Add(" AND ");
}

template <std::size_t N>
bool Fill(const SqlColumn& column, std::array<std::uint8_t, N>& bytes) noexcept {
  const auto* text = std::get_if<std::string>(&column);
  if (text == nullptr || text->size() != N) return false;
  std::copy(text->begin(), text->end(), bytes.begin());
  return true;
}

// A row of kColumns and perhaps the picture.
Result<KeptReading> FromRow(SqlRow row) {
  const auto text = [&](std::size_t i) { return std::move(std::get<std::string>(row[i])); };
  const auto number = [&](std::size_t i) { return std::get<std::int64_t>(row[i]); };
  KeptReading kept;
  kept.reading.text = text(2);
  kept.reading.confidence = std::get<double>(row[3]);
  kept.unsure = number(4) != 0;
  if (!std::holds_alternative<std::monostate>(row[6])) {
    kept.correction = Correction{text(5), number(6)};
  }
  kept.model = text(7);
  kept.model_sha256 = text(8);
  kept.width = static_cast<int>(number(9));
  kept.height = static_cast<int>(number(10));
  kept.media_type = text(11);
  if (row.size() > 15) kept.picture = text(15);
  if (!Fill(row[0], kept.id.bytes) || !Fill(row[1], kept.owner) ||
      !UnpackGlyphs(text(14), text(12), text(13), kept.reading)) {
    return Error{Errc::kIo, "a row of the table readings is damaged"};
  }
  return kept;
}

// FROM and WHERE of a listing, up to its order and limit.
void AddRange(Query& query, const Listing& listing, const ReadingId& before,
              const std::optional<ReadingId>& oldest) {
  query.Add(" FROM readings WHERE ").In(listing.scope);
  // Word for word as in the indexes, so that SQLite sees that they serve.
  if (listing.unsure_or_corrected) query.Add("(unsure = 1 OR corrected_ms IS NOT NULL) AND ");
  if (listing.lessons) {
    query
        .Add(
            "corrected_ms IS NOT NULL AND corrected_ms > coalesce((SELECT since_ms FROM learning "
            "WHERE learning.owner = ")
        .Add("readings.owner), -1) AND ");
  }
  query.Add("id < ").Parameter(Bytes(before.bytes));
  if (oldest) query.Add(" AND id >= ").Parameter(Bytes(oldest->bytes));
  query.Add(" ORDER BY id DESC LIMIT ").Parameter(std::int64_t{listing.limit});
}

// The oldest reading up to which the pictures fit into listing.picture_bytes; empty: no reading.
Result<std::optional<ReadingId>> OldestThatFits(SqlConnection& connection, const Listing& listing,
                                                const ReadingId& before) {
  Query query;
  query.Add("SELECT id, picture_bytes");
  AddRange(query, listing, before, std::nullopt);
  const auto rows = query.Run(connection);
  if (!rows.ok()) return rows.error();
  std::optional<ReadingId> oldest;
  std::int64_t bytes = 0;
  for (const SqlRow& row : rows.value().rows) {
    bytes += std::get<std::int64_t>(row[1]);
    if (oldest && bytes > listing.picture_bytes) break;
    oldest.emplace();
    if (!Fill(row[0], oldest->bytes)) return Error{Errc::kIo, "an id in the table is damaged"};
  }
  return oldest;
}

}  // namespace

Result<ReadingId> InsertReading(SqlConnection& connection, const KeptReading& kept) {
  const PackedGlyphs glyphs = PackGlyphs(kept.reading);
  const auto& correction = kept.correction;
  const std::vector<SqlParameter> values = {
      Bytes(kept.id.bytes),
      Bytes(kept.owner),
      kept.id.time_ms(),
      std::string_view(kept.reading.text),
      kept.reading.confidence,
      std::int64_t{kept.unsure ? 1 : 0},
      correction ? SqlParameter(std::string_view(correction->text)) : SqlParameter(),
      correction ? SqlParameter(correction->time_ms) : SqlParameter(),
      std::string_view(kept.model),
      std::string_view(kept.model_sha256),
      std::int64_t{kept.width},
      std::int64_t{kept.height},
      std::string_view(kept.media_type),
      static_cast<std::int64_t>(kept.picture.size()),
      SqlBytes{glyphs.probabilities},
      SqlBytes{glyphs.boxes},
      SqlBytes{glyphs.tiles},
      SqlBytes{kept.picture}};
  static const std::string kInsert =
      "INSERT INTO readings (id, owner, made_ms, text, confidence, unsure, corrected_text, "
      "corrected_ms, model, model_sha256, width, height, media_type, picture_bytes, "
      "probabilities, boxes, tiles, picture) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
      "$11, $12, $13, $14, $15, $16, $17, $18) ON CONFLICT (id) DO NOTHING";
  const auto done = connection.Run(kInsert, values);
  if (!done.ok()) return done.error();
  return kept.id;
}

Result<bool> UpdateCorrection(SqlConnection& connection, const Scope& scope, const ReadingId& id,
                              const std::optional<Correction>& correction) {
  Query query;
  query.Add("UPDATE readings SET corrected_text = ")
      .Parameter(correction ? SqlParameter(std::string_view(correction->text)) : SqlParameter())
      .Add(", corrected_ms = ")
      .Parameter(correction ? SqlParameter(correction->time_ms) : SqlParameter())
      .Add(" WHERE ")
      .In(scope)
      .Add("id = ")
      .Parameter(Bytes(id.bytes));
  const auto done = query.Run(connection);
  if (!done.ok()) return done.error();
  return done.value().changed > 0;
}

Result<bool> DeleteReading(SqlConnection& connection, const Scope& scope, const ReadingId& id) {
  Query query;
  query.Add("DELETE FROM readings WHERE ").In(scope).Add("id = ").Parameter(Bytes(id.bytes));
  const auto done = query.Run(connection);
  if (!done.ok()) return done.error();
  return done.value().changed > 0;
}

Result<bool> EndLessons(SqlConnection& connection, const Owner& owner, std::int64_t time_ms) {
  Query query;
  query.Add("INSERT INTO learning (owner, since_ms) VALUES (")
      .Parameter(Bytes(owner))
      .Add(", ")
      .Parameter(time_ms)
      .Add(") ON CONFLICT (owner) DO UPDATE SET since_ms = excluded.since_ms");
  const auto done = query.Run(connection);
  if (!done.ok()) return done.error();
  return true;
}

Result<std::int64_t> DeleteReadings(SqlConnection& connection, const Scope& scope,
                                    const std::optional<ReadingId>& before, int limit) {
  if (!before) {
    // Who takes all away leaves nothing behind.
    Query forget;
    forget.Add("DELETE FROM learning WHERE ").In(scope).Add("1 = 1");
    const auto forgotten = forget.Run(connection);
    if (!forgotten.ok()) return forgotten.error();
  }
  const ReadingId end = before.value_or(LastReadingId());
  Query query;
  query.Add("DELETE FROM readings WHERE id IN (SELECT id FROM readings WHERE ")
      .In(scope)
      .Add("id < ")
      .Parameter(Bytes(end.bytes))
      .Add(" ORDER BY id LIMIT ")
      .Parameter(std::int64_t{limit})
      .Add(")");
  const auto done = query.Run(connection);
  if (!done.ok()) return done.error();
  return done.value().changed;
}

Result<std::vector<KeptReading>> SelectReadings(SqlConnection& connection, const Listing& listing) {
  const ReadingId before = listing.before.value_or(LastReadingId());
  std::optional<ReadingId> oldest;
  if (listing.picture_bytes > 0) {
    auto fits = OldestThatFits(connection, listing, before);
    if (!fits.ok()) return fits.error();
    if (!fits.value()) return std::vector<KeptReading>();
    oldest = fits.value();
  }
  Query query;
  query.Add("SELECT ").Add(kColumns).Add(oldest ? ", picture" : "");
  AddRange(query, listing, before, oldest);
  auto rows = query.Run(connection);
  if (!rows.ok()) return rows.error();
  std::vector<KeptReading> readings;
  readings.reserve(rows.value().rows.size());
  for (SqlRow& row : rows.value().rows) {
    auto reading = FromRow(std::move(row));
    if (!reading.ok()) return reading.error();
    readings.push_back(std::move(reading).value());
  }
  return readings;
}

Result<std::optional<KeptReading>> SelectReading(SqlConnection& connection, const Scope& scope,
                                                 const ReadingId& id) {
  Query query;
  query.Add("SELECT ")
      .Add(kColumns)
      .Add(", picture FROM readings WHERE ")
      .In(scope)
      .Add("id = ")
      .Parameter(Bytes(id.bytes));
  auto rows = query.Run(connection);
  if (!rows.ok()) return rows.error();
  if (rows.value().rows.empty()) return std::optional<KeptReading>();
  auto reading = FromRow(std::move(rows.value().rows.front()));
  if (!reading.ok()) return reading.error();
  return std::optional<KeptReading>(std::move(reading).value());
}

}  // namespace inkdigit
